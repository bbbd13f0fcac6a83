"""Who may see, propose, agree and follow what. Every fetch goes through here, a module for each noun."""
