"""Files in and out: operations figures, backups and exports."""
