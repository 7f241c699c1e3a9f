namespace Domicile.Sharding.Topology.Aws;

/// <summary>
/// What AWS has to know of the whole world; each part has a default, so that a plan can always be drawn.
/// </summary>
public sealed record AwsWorld
{
    public const string NameDefault = "domicile";

    /// <summary>Stands for an account that the file does not name: enough to read a plan, not to deploy one.</summary>
    public const string AccountPlaceholder = "000000000000";

    public const string DomainDefault = "domicile.example";

    /// <summary>The value of the tag <c>domicile:world</c>, which tells several worlds of one account apart.</summary>
    public string Name { get; init; } = NameDefault;

    /// <summary>Twelve digits: the account of the central database and of what watches over all regions.</summary>
    public string Account { get; init; } = AccountPlaceholder;

    /// <summary>Such as <c>o-a1b2c3d4e5</c>; null when the accounts belong to no organization.</summary>
    public string? Organization { get; init; }

    /// <summary>The zone under which each region has its host name.</summary>
    public string Domain { get; init; } = DomainDefault;

    /// <summary>The e-mail address that alarms are sent to; null sends none.</summary>
    public string? Operators { get; init; }

    /// <summary>US dollars a month for each account; null watches no budget.</summary>
    public int? Budget { get; init; }
}
