using Domicile.Server.Hosting.Parts;

namespace Domicile.Server.Events;

/// <summary>Wires a server whose process stands still between two requests.</summary>
internal static class EventsExtensions
{
    /// <summary>Adds nothing to a server that runs on.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, ServerParts parts)
    {
        if (!parts.StandsStill)
        {
            return services;
        }

        services.AddSingleton<FreshBooks>();
        if (parts.Works)
        {
            services.AddSingleton<IEventWork, RegionEvents>();
        }

        return parts.Queues.Wake is { } wake
            ? services.AddSingleton(made => ActivatorUtilities.CreateInstance<WakeCall>(made, wake))
            : services;
    }

    /// <summary>
    /// Before anything that asks the books: looks at them, and sees to it that workers hear of commits.
    /// </summary>
    public static IApplicationBuilder UseEvents(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<FreshBooks>() is not { } fresh)
        {
            return app;
        }

        var wake = app.ApplicationServices.GetService<WakeCall>();
        return app.Use(async (http, next) =>
        {
            if (FreshBooks.IsFor(http))
            {
                await fresh.EnsureAsync(http.RequestAborted);
            }

            if (wake is not null)
            {
                http.Response.OnStarting(wake.WaitAsync);
            }

            await next(http);
        });
    }
}
