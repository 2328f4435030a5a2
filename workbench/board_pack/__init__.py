"""What the board takes away: a workbook that recalculates itself."""
