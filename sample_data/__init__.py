"""Sample cases that come with chronology. Every one is wholly fictional."""
