"""What a check finds, a file for each kind of finding (M4).

Reading order: `rows` (lists of which the first row that holds counts), `conditions`, `clocks`, `order` (which of two
limits is over later), `limits`, `ladders`, `messages`, `names`, `times` (calendars and rotations).
"""
