"""The floor: what a signed-in Django view costs that does nothing but return as many bytes as a page of ours."""
