"""Letters of this room, by their kind."""

from speir.accounts.actions import letters
from speir.notices.actions import writer

writer("accounts.invitation")(letters.invitation)
writer("accounts.reset")(letters.reset)
writer("accounts.prove")(letters.prove)
writer("accounts.moved")(letters.moved)
writer("accounts.password_changed")(letters.password_changed)
writer("accounts.factor_changed")(letters.factor_changed)
