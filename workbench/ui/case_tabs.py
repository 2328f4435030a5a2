"""The questions that a board asks of a case after the verdict, each on a tab of its own."""

TAB = "case_tab"
BELIEVE, LINES, MOVES = "What to believe", "Line by line", "What moves it"
MEASURES, CREDIBILITY, VERSIONS = "The measures", "Credibility", "Versions"
SCENARIOS = "Scenarios side by side"
TABS = (BELIEVE, LINES, MOVES, MEASURES, CREDIBILITY, VERSIONS, SCENARIOS)
