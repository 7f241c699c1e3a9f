using Domicile.Server.Hosting.Parts;
using Microsoft.AspNetCore.Authorization;

namespace Domicile.Server.Books;

/// <summary>Wires the region's books.</summary>
internal static class BooksExtensions
{
    public static IServiceCollection AddBooks(this IServiceCollection services, ServerParts parts)
    {
        var books = new RegionBooks(parts.Ledger);
        services.AddSingleton(parts.Ledger.Time);
        services.AddSingleton(_ => books);
        services.AddSingleton<RegionLook>();
        return parts.StandsStill
            ? services
            : services.AddHostedService<BooksWatch>().AddHostedService<RegionWatch>();
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
