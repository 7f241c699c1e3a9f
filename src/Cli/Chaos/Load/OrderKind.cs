namespace Domicile.Cli.Chaos.Load;

/// <summary>Between whom a transfer goes.</summary>
internal enum OrderKind
{
    SameShard,
    OtherShard,
    OtherRegion,
    FromExternal,
    ToExternal,

    /// <summary>To a number that nobody has: refused, or refunded when it is of another shard.</summary>
    ToNobody,

    /// <summary>More than the payer has: refused.</summary>
    TooMuch,
}
