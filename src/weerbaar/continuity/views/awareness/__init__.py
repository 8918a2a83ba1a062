"""The pages of the awareness of staff: for who runs it, and for who follows a link."""
