namespace Domicile.Aws.Nodes;

/// <summary>
/// By which certificates a process believes that a database of AWS is the one that it asked for. Aurora's are not of a
/// public authority: AWS publishes their roots in one file, which the server's image carries.
/// </summary>
public static class DatabaseRoots
{
    /// <summary>Names the file, or says <see cref="None"/>.</summary>
    public const string Variable = "DOMICILE_DATABASE_ROOTS";

    /// <summary>Databases are believed without a certificate: for those on this machine.</summary>
    public const string None = "none";

    /// <summary>This process's file; null where databases are believed without a certificate.</summary>
    public static string? File { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file and not None ? file : null;

    /// <summary>To be asked before a process enters a database of AWS: nobody leaves this out unawares.</summary>
    /// <exception cref="InvalidDataException">The variable is missing, or its file is not there.</exception>
    public static void Check(Func<string, string?> variables)
    {
        var file = variables(Variable);
        if (file is null or "")
        {
            throw new InvalidDataException(
                $"the environment variable {Variable} is missing: name the file of the databases' root certificates "
                + $"(AWS's global-bundle.pem), or say {None} for databases on this machine.");
        }

        if (file != None && !System.IO.File.Exists(file))
        {
            throw new InvalidDataException($"{Variable} names {file}, which is not there.");
        }
    }
}
