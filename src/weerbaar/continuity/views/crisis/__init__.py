"""The pages of the crisis organisation: teams, rotas, alert list, crisis room, decision logs."""
