"""Every write of a closer look, a module for each noun. What is judged of an indicator is `actions.judgements`."""
