"""Raw rows to events: headings, dates, agencies, accounts of one happening."""
