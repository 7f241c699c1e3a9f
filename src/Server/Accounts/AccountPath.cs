using System.Reflection;
using Domicile.Server.Docs;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Domicile.Server.Accounts;

/// <summary>The account that the path names, as it came; the books say whether there is such an account.</summary>
internal sealed class AccountPath : IEndpointParameterMetadataProvider
{
    private const string RouteName = "account";

    private AccountPath(string name) => Name = name;

    public string Name { get; }

    /// <summary>Called by the framework.</summary>
    public static ValueTask<AccountPath> BindAsync(HttpContext http, ParameterInfo parameter) =>
        ValueTask.FromResult(new AccountPath((string?)http.GetRouteValue(RouteName) ?? ""));

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(
        new ParameterDoc(RouteName, ParameterLocation.Path, "A wallet's name: wallet, a dash, the asset.", "wallet-EUR")
        { IsRequired = true });
}
