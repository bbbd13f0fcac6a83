"""What a framework is made of, how its file is read, and how a copy of the publication is read. Pure."""
