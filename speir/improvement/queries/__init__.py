"""Every read of improvement, a module for each page or noun."""
