using Domicile.Local.Servers;
using Microsoft.AspNetCore.Authorization;

namespace Domicile.Server.Books;

/// <summary>Wires the region's books.</summary>
internal static class BooksExtensions
{
    /// <exception cref="InvalidDataException">A key file does not hold 32 bytes.</exception>
    public static IServiceCollection AddBooks(this IServiceCollection services, ServerFile file)
    {
        var books = new RegionBooks(file);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => books);
        services.AddHostedService<BooksWatch>();
        services.AddHostedService<RegionWatch>();
        return services;
    }

    /// <summary>Keeps calls that need the books from running before they are open.</summary>
    public static IApplicationBuilder UseBooks(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var needsBooks = http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;
        return needsBooks && http.RequestServices.GetRequiredService<RegionBooks>().Mistake() is { } mistake
            ? mistake.ExecuteAsync(http)
            : next(http);
    });
}
