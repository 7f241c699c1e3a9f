namespace Domicile.Infrastructure.Deployment;

/// <summary>When a stack's turn comes: no turn begins before the one before it has ended.</summary>
internal enum Turn
{
    /// <summary>The roles and rights that all other turns need: an administrator's.</summary>
    Start,

    /// <summary>What all regions lean on: the central queue and database, what watches over them.</summary>
    World,

    /// <summary>One region alone, so that a mistake is made once.</summary>
    FirstRegion,

    OtherRegions,

    /// <summary>What joins the sites of a region: each serves without it.</summary>
    Joining,
}
