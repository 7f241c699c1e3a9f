namespace Domicile.Sharding.Topology;

/// <summary>What a site does for its region.</summary>
public enum SiteRole
{
    Writer,
    Reader,
}
