using Domicile.Server.Privacy.Access;
using Domicile.Server.Privacy.Export;
using Domicile.Server.Privacy.Erasure;
using Domicile.Server.Privacy.Requests;
using Domicile.Server.Privacy.Restriction;

namespace Domicile.Server.Privacy;

/// <summary>The rights that people have over their personal data: a table of contents.</summary>
internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        api.MapRequests();
        api.MapAccessLog();
        api.MapRestriction();
        api.MapExport();
        api.MapErasure();
    }
}
