"""Every read of evidence."""
