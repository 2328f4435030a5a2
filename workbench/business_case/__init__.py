"""The money: cash flows from named rows, what they are worth, and how sure that is."""
