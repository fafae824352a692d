using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Tributary.Bench.Processes;

/// <summary>The yardstick of servers: Kestrel as small as it comes, answering everything with the same bytes.</summary>
internal static class BareServer
{
    public const string Mode = "bare-server";

    public static async Task RunAsync(string port, string? bodyFile)
    {
        var body = bodyFile is null ? [] : await File.ReadAllBytesAsync(bodyFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        });
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        });
        await app.RunAsync();
    }
}
