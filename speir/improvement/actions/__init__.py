"""Every write of improvement, a module for each noun."""
