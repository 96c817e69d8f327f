"""What a check finds, a file for each kind of finding (M4).

Reading order: `rows` (lists of which the first row that holds counts), `order` (which of two limits is over later),
`scopes` (a target as formulas); then `conditions`, `clocks`, `limits`, `ladders`, `messages`, `names` and `times`.
"""
