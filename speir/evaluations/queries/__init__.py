"""Every read of broad views, in a fixed number of queries whatever the size."""
