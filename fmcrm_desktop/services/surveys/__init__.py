"""Rounds of questionnaires: who is asked, their sheets with codes, how many came back."""
