using Microsoft.Extensions.DependencyInjection;

namespace Tributary.Faces.Limits;

/// <summary>Adds the counters of calls, which all faces share: a partner has one rate, whichever protocol its programs speak.</summary>
public static class CallLimitServices
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="limits">How much a partner may ask.</param>
    public static void AddCallLimits(this IServiceCollection services, RequestLimits limits) => services.AddSingleton(_ => new CallLimits(limits));
}
