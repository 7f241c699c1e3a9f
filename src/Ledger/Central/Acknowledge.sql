select ledger.acknowledge_figures($1, $2, $3, $4)
