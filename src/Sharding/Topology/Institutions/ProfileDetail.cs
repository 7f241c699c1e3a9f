namespace Domicile.Sharding.Topology.Institutions;

/// <summary>One personal detail of a user that institutions may ask for.</summary>
public enum ProfileDetail
{
    Name,
    Email,
    BirthDate,
}
