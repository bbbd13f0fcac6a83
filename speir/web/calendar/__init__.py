"""The rolling programme, month by month: who is asked for what and when; and the same in people's own calendars."""
