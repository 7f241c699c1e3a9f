namespace Domicile.Sharding.Topology.Aws;

/// <summary>What a world runs on, and so which adapters its servers choose.</summary>
public enum Platform
{
    /// <summary>PostgreSQL servers, folders and keys of one machine.</summary>
    Local,

    /// <summary>Aurora, SQS, S3, KMS and Secrets Manager.</summary>
    Aws,
}
