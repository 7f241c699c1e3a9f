namespace Domicile.Testing.Aws;

/// <summary>The programs that stand in for AWS: one faithful and slow, one fast that knows queues only.</summary>
public static class StandIns
{
    private const string MotoInstall = "./domicile test installs it where pip works, and so does: "
        + "pip install 'moto[server]==5.2.1'. Then moto_server has to be on PATH.";

    private const string FauxqsInstall =
        "./domicile test installs it where npm works; it needs node 20 or newer on PATH.";

    /// <summary>moto: SQS, S3, KMS, Secrets Manager, SSM, CloudWatch. About 300 messages a second.</summary>
    public static StandIn Moto { get; } = new(
        $"moto_server, which stands in for AWS, is not there. {MotoInstall}",
        () => Find("moto_server") is { } moto
            ? $"PYTHONPATH='{Path.Combine(Scripts, "moto")}' exec '{moto}' -H 127.0.0.1 -p $1"
            : null);

    /// <summary>fauxqs: SQS, some thousand messages a second.</summary>
    public static StandIn Fauxqs { get; } = new(
        $"fauxqs, which stands in for SQS under load, is not there. {FauxqsInstall}",
        () => Find("node") is { } node && File.Exists(Path.Combine(FauxqsFolder, "dist", "app.js"))
            ? $"exec '{node}' '{Path.Combine(Scripts, "fauxqs.mjs")}' '{FauxqsFolder}' $1"
            : null);

    private static string Scripts => Path.Combine(AppContext.BaseDirectory, "Aws");

    private static string Installed => Path.Combine(ProjectFolder.Find(), "artifacts", "aws");

    private static string FauxqsFolder => Path.Combine(Installed, "node_modules", "fauxqs");

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append(Path.Combine(Installed, "moto", "bin"))
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
