using Tributary.Server;

namespace Tributary.Cli.Serve;

/// <summary>
/// What a start shows, in one screen. The first start of a sandbox is the only place where the partner's secrets are ever seen, and
/// its commands work as they are pasted.
/// </summary>
internal static class StartScreen
{
    public static IEnumerable<string> Lines(Uri url, ServerOptions options, FirstStart? firstStart)
    {
        var address = url.GetLeftPart(UriPartial.Authority);
        var data = Path.GetFullPath(options.DataFolder);
        var heading = $"Tributary {TributaryServer.Version} listens on {address}{(options.Sandbox ? " (sandbox: the demo banks are open)" : "")}";
        return firstStart is null
            ? [heading, .. LaterStart(address, options, data)]
            : [heading, .. FirstOfSandbox(address, options, data, firstStart)];
    }

    private static IEnumerable<string> LaterStart(string address, ServerOptions options, string data) =>
    [
        $"  Data            {data}",
        $"  Partners        {Hint.Command("partner list", options.DataFolder)}",
        "                  secrets were shown once, when a partner was made; for new ones make another:",
        $"                  {Hint.Command("partner add NAME", options.DataFolder)}",
        $"  Try             {Hint.Command("demo", options.DataFolder)}",
        $"                  {Hint.Command("import your-file.qfx", options.DataFolder)}",
        $"  Read            {address}/docs",
        "  Stop            Ctrl-C",
    ];

    private static IEnumerable<string> FirstOfSandbox(string address, ServerOptions options, string data, FirstStart first)
    {
        var secret = first.PartnerSecret.Reveal();
        var appKey = first.AppKey.Reveal();
        return
        [
            "",
            $"  Partner id      {first.PartnerId}",
            $"  Partner secret  {secret}",
            $"  App key         {appKey}",
            "                  shown once, sealed in the store",
            "",
            $"  Data            {data}",
            $"  Master key      {MasterKey(options, first)}",
            "",
            "Try next, in another terminal:",
            "",
            $"  {Hint.Command("demo", options.DataFolder)}",
            "",
            $"  curl {address}/aggregation/v2/partners/authentication \\",
            $"    -H 'Finicity-App-Key: {appKey}' \\",
            "    -H 'Content-Type: application/json' -H 'Accept: application/json' \\",
            $"    -d '{{\"partnerId\":\"{first.PartnerId}\",\"partnerSecret\":\"{secret}\"}}'",
            "",
            $"  {Hint.Command("import your-file.qfx", options.DataFolder)}",
            "",
            $"Every call, to read and to try with these values: {address}/docs",
            "Ctrl-C stops the server.",
        ];
    }

    private static string MasterKey(ServerOptions options, FirstStart first) =>
        first.MasterKeyFile ?? options.MasterKeyFile ?? $"from {ServerOptions.MasterKeyVariable}";
}
