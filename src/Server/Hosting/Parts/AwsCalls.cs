using System.Collections.Concurrent;
using Domicile.Aws.Calls;

namespace Domicile.Server.Hosting.Parts;

/// <summary>A client of the JSON services for each AWS Region that the server speaks to. Lives as long as it.</summary>
/// <param name="here">The site that the process runs in.</param>
internal sealed class AwsCalls(SiteAccess here) : IDisposable
{
    private readonly ConcurrentDictionary<string, SignedCalls> sites = new(StringComparer.Ordinal);

    /// <summary>In the site that the process runs in.</summary>
    public SignedCalls Here => In(here.Name);

    public SignedCalls In(string site) =>
        sites.GetOrAdd(site, name => new SignedCalls(here.In(name), TimeProvider.System));

    public void Dispose()
    {
        foreach (var calls in sites.Values)
        {
            calls.Dispose();
        }
    }
}
