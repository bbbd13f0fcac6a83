"""The page that says who can read a thing and shares it wider, for whichever area shows it."""
