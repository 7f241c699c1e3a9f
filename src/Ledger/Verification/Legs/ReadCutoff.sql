select cutoff from ledger.opening_cutoff
