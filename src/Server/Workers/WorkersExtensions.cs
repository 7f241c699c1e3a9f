using Domicile.Local.Servers;
using Domicile.Server.Hosting.Parts;

namespace Domicile.Server.Workers;

/// <summary>Wires the background work of a region.</summary>
internal static class WorkersExtensions
{
    /// <summary>A reader site writes nothing, so it has no work either.</summary>
    /// <exception cref="InvalidDataException">The file gives the server a role that there is not, or none.</exception>
    public static IServiceCollection AddWorkers(this IServiceCollection services, ServerParts parts)
    {
        if (parts.Roles.Count == 0
            || parts.Roles.Any(role => role is not (ServerFile.ApiRole or ServerFile.WorkersRole)))
        {
            throw new InvalidDataException("roles is a list of api, workers or both.");
        }

        services.AddSingleton(_ => parts.Queues).AddSingleton<PassNews>();
        if (parts.Works && !parts.StandsStill)
        {
            services.AddHostedService<RegionWorkers>();
        }

        return services;
    }
}
