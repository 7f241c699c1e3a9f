using System.Diagnostics;
using Domicile.Local.Nodes;

namespace Domicile.Local.Restores;

/// <summary>Copies a data folder with its owners and modes.</summary>
internal static class FolderCopy
{
    /// <exception cref="NodeException">It could not be copied whole; the message says why.</exception>
    public static async Task MakeAsync(string source, string target, CancellationToken cancellation)
    {
        using var copy = Process.Start(new ProcessStartInfo("cp", ["-Rp", source, target])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        }) ?? throw new NodeException("cp did not start.");
        try
        {
            var errors = await copy.StandardError.ReadToEndAsync(cancellation);
            await copy.WaitForExitAsync(cancellation);
            if (copy.ExitCode != 0)
            {
                throw new NodeException($"{source} could not be copied: {errors.Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            copy.Kill();
            throw;
        }
    }
}
