"""The questions that a board asks of a case after the verdict, each on a tab of its own."""

TAB = "case_tab"
BELIEVE, LINES, MOVES = "What to believe", "Line by line", "What moves it"
SURE, TEST, GATES = "How sure is it", "What to test next", "Gates and options"
MEASURES, CREDIBILITY, VERSIONS = "The measures", "Credibility", "Versions"
SCENARIOS = "Scenarios side by side"
TABS = (
    BELIEVE,
    SURE,
    MOVES,
    TEST,
    GATES,
    LINES,
    MEASURES,
    CREDIBILITY,
    VERSIONS,
    SCENARIOS,
)
