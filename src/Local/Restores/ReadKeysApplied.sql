select erasure_number from keys.applied_erasure
