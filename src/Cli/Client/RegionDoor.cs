using Domicile.Cli.Tokens;
using Domicile.Local.Worlds;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Client;

/// <summary>
/// Opens the API of a world's regions for whoever owns the world's folder: address and token come from there.
/// </summary>
internal static class RegionDoor
{
    /// <summary>A client that may do what an operator of the region may. The caller disposes it.</summary>
    /// <param name="connectionsMax">Connections at a time; more callers than that wait for one.</param>
    /// <exception cref="WorldException">There is no world in the folder, or it has no such region.</exception>
    public static RegionClient OpenAsOperator(
        WorldArguments arguments, string region, Patience patience, int connectionsMax = 1) =>
        new(
            arguments.ServerUrl(region),
            new RegionTokens(arguments.Folder, TimeProvider.System).ForOperator(region),
            patience,
            RegionClient.Connections(connectionsMax));

    /// <summary>A client that may do what an auditor of the region may. The caller disposes it.</summary>
    /// <exception cref="WorldException">There is no world in the folder, or it has no such region.</exception>
    public static RegionClient OpenAsAuditor(WorldArguments arguments, string region, Patience patience) =>
        new(
            arguments.ServerUrl(region),
            new RegionTokens(arguments.Folder, TimeProvider.System).ForRole(region, "auditor"),
            patience,
            RegionClient.Connections(1));

    /// <summary>A client that may do what a privacy officer of the region may. The caller disposes it.</summary>
    /// <exception cref="WorldException">There is no world in the folder, or it has no such region.</exception>
    public static RegionClient OpenAsOfficer(WorldArguments arguments, string region, Patience patience) =>
        new(
            arguments.ServerUrl(region),
            new RegionTokens(arguments.Folder, TimeProvider.System).ForRole(region, "privacy-officer"),
            patience,
            RegionClient.Connections(1));

    /// <summary>Reads a user id from a command line.</summary>
    /// <exception cref="WorldException">It is not one.</exception>
    public static UserId User(string text) => UserId.TryParse(text, out var user) ? user : throw new WorldException(
        $"{text} is not a user id. A user id is a region and a number, such as eu-30001.");
}
