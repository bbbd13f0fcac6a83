"""The first page: two doors, our own or the demonstration."""
