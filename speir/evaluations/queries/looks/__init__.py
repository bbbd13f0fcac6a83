"""What the pages of a closer look read, a module for each page."""
