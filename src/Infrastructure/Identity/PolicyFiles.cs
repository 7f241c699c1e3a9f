using System.Text.Json;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// The service control policies of a world, as files beside its templates: they belong to the organization, which may
/// be another account's than any of ours.
/// </summary>
internal static class PolicyFiles
{
    /// <summary>The folder beside the templates.</summary>
    public const string Folder = "policies";

    /// <summary>By the name of the policy, as AWS takes them: without white space, which counts.</summary>
    public static IReadOnlyDictionary<string, string> Of(WorldPlan world) => world.Regions
        .SelectMany(region => Guardrails.Of(world, region))
        .ToDictionary(
            policy => policy.Key,
            policy => JsonSerializer.Serialize(Statement.Policy(policy.Value)),
            StringComparer.Ordinal);

    /// <summary>Writes one file a policy: <c>policies/domicile-eu-residency.json</c>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(WorldPlan world, string folder)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, Folder)).FullName;
        foreach (var (name, policy) in Of(world))
        {
            File.WriteAllText(Path.Combine(place, $"{name}.json"), policy);
        }
    }
}
