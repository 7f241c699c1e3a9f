using Domicile.Cli.Import.Replay;


namespace Domicile.Cli.Demo;

/// <summary>One region of a demo.</summary>
/// <param name="Url">Of its server, such as <c>http://127.0.0.1:5080</c>.</param>
internal sealed record DemoRegion(string Region, string Url, ReplayReport Replay);
