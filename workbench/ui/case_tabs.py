"""The questions that a board asks of a case after the verdict, each on a tab of its own."""

TAB = "case_tab"
BELIEVE, LINES, MOVES = "What to believe", "Lines and drivers", "What moves it"
SURE, TEST, GATES = "How sure is it", "What to test next", "Gates and options"
MEASURES, CREDIBILITY, VERSIONS = "Measures", "Credibility", "Versions"
SCENARIOS = "Compare"
TABS = (
    BELIEVE,
    LINES,
    SURE,
    MOVES,
    TEST,
    GATES,
    MEASURES,
    CREDIBILITY,
    VERSIONS,
    SCENARIOS,
)
