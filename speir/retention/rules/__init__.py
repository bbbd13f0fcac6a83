"""What may be removed and how it reads afterwards; how long each class is kept; what a hold says."""
