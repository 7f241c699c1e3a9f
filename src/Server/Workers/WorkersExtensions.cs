using Domicile.Local.Servers;

namespace Domicile.Server.Workers;

/// <summary>Wires the background work of a region.</summary>
internal static class WorkersExtensions
{
    /// <summary>A reader site writes nothing, so it has no work either.</summary>
    /// <exception cref="InvalidDataException">The file gives the server a role that there is not, or none.</exception>
    public static IServiceCollection AddWorkers(this IServiceCollection services, ServerFile file)
    {
        if (file.Roles.Count == 0
            || file.Roles.Any(role => role is not (ServerFile.ApiRole or ServerFile.WorkersRole)))
        {
            throw new InvalidDataException("roles is a list of api, workers or both.");
        }

        services.AddSingleton(_ => new RegionQueues(file));
        if (file.Roles.Contains(ServerFile.WorkersRole) && file.WriterUrl is null)
        {
            services.AddHostedService<RegionWorkers>();
        }

        return services;
    }
}
