"""What a text says of somebody: places that may identify a person, kept with a reason or waiting for their writer.

`guard` finds them; this app knows which of them somebody has explained, and records who did, when, why, of which field
and of which kinds. Neither the text nor the words are kept: of an explained mention there is a keyed digest for its
place, by which it is not asked about again. What becomes of a text that waits is for the apps above.

It stands above `trail`, into which it writes, and below everything in which somebody types.
"""
