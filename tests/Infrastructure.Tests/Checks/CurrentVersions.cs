using System.Globalization;

namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>
/// Versions that AWS supports as a standard, looked up on the day that stands here. Whoever looks again sets the day,
/// adds what came and takes out what ends soon.
/// </summary>
internal static class CurrentVersions
{
    /// <summary>A version must live on for longer than this when the list is looked up.</summary>
    public const int DaysLeftMin = 120;

    public static readonly DateOnly LookedUp = new(2026, 11, 22);

    /// <summary>By kind and version, the last day of its standard support.</summary>
    /// <remarks>
    /// Runtimes: the table of Lambda's documentation (lambda-runtimes). Engines: the release calendar of Aurora
    /// PostgreSQL, majors only; single minors that ended are cfn-lint's business. Kubernetes: EKS's calendar.
    /// </remarks>
    public static IReadOnlyDictionary<string, DateOnly> All { get; } = new Dictionary<string, DateOnly>
    {
        ["runtime nodejs22.x"] = new(2027, 4, 30),
        ["runtime nodejs24.x"] = new(2028, 4, 30),
        ["runtime python3.13"] = new(2029, 6, 30),
        ["runtime python3.14"] = new(2029, 6, 30),
        ["runtime dotnet10"] = new(2028, 11, 14),
        ["aurora-postgresql 16"] = new(2029, 2, 28),
        ["aurora-postgresql 17"] = new(2030, 2, 28),
        ["kubernetes 1.35"] = new(2027, 3, 27),
    };

    /// <summary>Versions in the resources that are not in the list.</summary>
    public static IEnumerable<string> Find(IEnumerable<Resource> resources) =>
        from resource in resources
        from version in Named(resource)
        where !All.ContainsKey(version)
        select $"{resource} names {version}, which is not a current version (looked up on "
            + $"{LookedUp.ToString("O", CultureInfo.InvariantCulture)}). Current ones: {string.Join(", ", All.Keys)}.";

    private static IEnumerable<string> Named(Resource resource) => resource.Type switch
    {
        "AWS::Lambda::Function" when Text(resource, "PackageType") != "Image" =>
            [$"runtime {Text(resource, "Runtime") ?? "that is not written out"}"],
        "AWS::RDS::GlobalCluster" or "AWS::RDS::DBCluster" or "AWS::RDS::DBInstance" => Engine(resource),
        "AWS::RDS::DBClusterParameterGroup" or "AWS::RDS::DBParameterGroup" => [Family(resource)],
        "AWS::EKS::Cluster" => [$"kubernetes {Text(resource, "Version") ?? "that is not written out"}"],
        _ => [],
    };

    /// <summary>Members of a cluster take the cluster's version, and a secondary cluster its global one's.</summary>
    private static IEnumerable<string> Engine(Resource resource)
    {
        var version = Text(resource, "EngineVersion");
        return version is null && resource.Type == "AWS::RDS::DBInstance"
            ? []
            : [$"{Text(resource, "Engine")} {version?.Split('.')[0] ?? "in a version that is not written out"}"];
    }

    private static string Family(Resource resource)
    {
        var family = Text(resource, "Family") ?? string.Empty;
        var digits = family.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz-");
        return $"{family[..^digits.Length]} {digits}";
    }

    private static string? Text(Resource resource, string property) =>
        resource.Properties.TryGetProperty(property, out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.String
            ? value.GetString()
            : null;
}
