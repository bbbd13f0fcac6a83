"""People and how they sign in. Not what they may do: that is a membership, in `organisations`."""
